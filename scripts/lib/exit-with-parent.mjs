// Preloaded into every server the scripts start: the channel closes when the starting script is gone, however it went,
// and a server without its starter would hold its port for ever.
if (process.channel !== undefined) {
  process.channel.unref()
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(143), 5000).unref()
  })
}
