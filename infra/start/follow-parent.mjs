// Preloaded into every process `npm start` starts: when the parent is gone, however it died, the child drains and ends.
if (process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
