// Imported first by every script, so that an old Node meets a sentence instead of a stack trace.
const oldest = 20;

if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `tickettape needs Node ${oldest} or newer to start; this is ${process.versions.node}. Install it from your system or nodejs.org.`,
  );
  process.exit(1);
}
