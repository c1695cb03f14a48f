// Preloaded into every server the scripts start: the channel closes when the starting script is gone, however it went,
// and a server without its starter would hold its port for ever. Only that server: what it forks inherits the preload and
// has a channel of its own, which must keep it alive.
if (process.env.HALFMAX_EXIT_WITH_PARENT === '1' && process.channel !== undefined) {
  delete process.env.HALFMAX_EXIT_WITH_PARENT
  process.channel.unref()
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(143), 5000).unref()
  })
}
