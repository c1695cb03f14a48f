nll <- function(p, x, side) { mu <- p[1]; s <- exp(p[2]); -sum(ifelse(side==0, dnorm(x,mu,s,log=TRUE), ifelse(side<0, pnorm(x,mu,s,log.p=TRUE), pnorm(x,mu,s,lower.tail=FALSE,log.p=TRUE)))) }
fit <- function(v, side) { x <- log10(v); o <- optim(c(mean(x), log(sd(x))), nll, x=x, side=side, control=list(reltol=1e-15,maxit=5000)); o <- optim(o$par, nll, x=x, side=side, control=list(reltol=1e-15,maxit=5000))
 n <- length(x); thr <- n*log(1+qt(.975,n-1)^2/(n-1))
 prof <- function(mu) 2*(optimize(function(ls) nll(c(mu,ls),x,side), c(-8,4), tol=1e-12)$objective - o$value) - thr
 lo <- tryCatch(uniroot(prof, c(o$par[1]-4, o$par[1]), tol=1e-12)$root, error=function(e) NA); hi <- tryCatch(uniroot(prof, c(o$par[1], o$par[1]+4), tol=1e-12)$root, error=function(e) NA)
 cat(paste(v,collapse=','), 'mean', format(10^o$par[1],digits=10), 'sd', format(exp(o$par[2]),digits=10), 'lo', format(10^lo,digits=8), 'hi', format(10^hi,digits=8), '\n') }
fit(c(80,150,100), c(0,0,-1)); fit(c(10,20,40), c(0,0,0)); fit(c(12,15,9,22,30,30), c(0,0,0,0,1,1)); fit(c(5,7,6.5,4,1), c(0,0,0,0,-1))
x<-log10(c(10,20,40)); m<-mean(x); h<-qt(.975,2)*sd(x)/sqrt(3); cat(10^(m-h),10^(m+h),"\n")
d <- c(.1, -.1, .2, 0); s <- sd(d)
cat("msr of 0.17", format(10^(2 * sqrt(2) * .17), digits = 9), "ratio", format(10^mean(d), digits = 9), "msd", format(10^(2 * s / sqrt(4)), digits = 9), "msr", format(10^(2 * s), digits = 9), "limits", format(10^(mean(d) + c(-2, 2) * s), digits = 9), "\n")
