/** What a failure means to whoever has to act on it. */
export type ErrorKind = 'invalid' | 'unavailable' | 'bug';

type Declaration = { kind: ErrorKind; message: string; fix: string };

/** Every error a person can meet. A retired code is never used again; `docs/reference/errors.md` is checked against this list. */
export const errorCodes = {
  CONFIG_INVALID: {
    kind: 'invalid',
    message: 'The configuration is not valid',
    fix: 'Correct the named variables; their allowed values are in docs/reference/configuration.md',
  },
  ADMIN_UNAUTHORIZED: {
    kind: 'invalid',
    message: 'The admin token is missing or wrong',
    fix: 'Send `Authorization: Bearer <ADMIN_TOKEN>`',
  },
  ADMIN_FORBIDDEN: {
    kind: 'invalid',
    message: 'A viewer may only read',
    fix: 'Ask with the token of an operator (ADMIN_TOKEN)',
  },
  TOO_MANY_REQUESTS: {
    kind: 'unavailable',
    message: 'Too many requests, or too many wrong tokens, within a minute',
    fix: 'Wait as long as it says; ADMIN_REQUESTS_PER_MINUTE is the limit',
  },
  REQUEST_INVALID: { kind: 'invalid', message: 'The request does not match its schema', fix: 'Compare the request with /docs-json' },
  NOT_FOUND: { kind: 'invalid', message: 'There is no such thing', fix: 'List what exists first' },
  MESSAGE_INVALID: {
    kind: 'invalid',
    message: 'A message does not match its contract',
    fix: 'Read it in the DEAD stream with its reason; mend the writer, then publish it again',
  },
  VERSION_CONFLICT: {
    kind: 'unavailable',
    message: 'Another writer was faster on this subject',
    fix: 'Nothing: the state is loaded again and the decision is made again',
  },
  MESSAGE_TOO_LARGE: {
    kind: 'invalid',
    message: 'A message exceeds the max_payload of the server',
    fix: 'Raise max_payload in the NATS configuration (8 MB is expected)',
  },
  NATS_UNAVAILABLE: { kind: 'unavailable', message: 'NATS does not answer', fix: 'Check NATS_URL and that the server runs' },
  STANDBY: {
    kind: 'unavailable',
    message: 'Another replica does this',
    fix: 'Ask the replica that is named, e.g. `kubectl port-forward pod/<name> 3000`; this one takes over when it is gone',
  },
  TAPE_NOT_DECLARED: {
    kind: 'unavailable',
    message: 'The streams are not there yet',
    fix: 'Run `tape declare` as an operator, or set TAPE_DECLARED=false where the service may make them itself',
  },
  NATS_TOO_OLD: {
    kind: 'invalid',
    message: 'The NATS server lacks features that are needed',
    fix: 'Run nats-server 2.12 or newer with JetStream enabled',
  },
  DATABASE_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The database refused or dropped the connection',
    fix: 'Check DATABASE_URL and that the server runs',
  },
  DATABASE_TOO_OLD: {
    kind: 'invalid',
    message: 'The database lacks features that are needed',
    fix: 'Run PostgreSQL 17 or newer with TimescaleDB 2.19 or newer',
  },
  DATABASE_NOT_MIGRATED: { kind: 'unavailable', message: 'The database has no current schema', fix: 'Run `npx tape init-db`' },
  STREAM_CHANGED: {
    kind: 'unavailable',
    message: 'The stream is not the one this database was projected from',
    fix: 'Restore the stream, or build the tables anew from the stream as it is: docs/how-to/rebuild-a-projection.md',
  },
  PROJECTION_OUTDATED: {
    kind: 'unavailable',
    message: 'The tables were made by another version of the program',
    fix: 'Build them anew beside the live ones: `npx tape projections rebuild`, then `npx tape projections switch`',
  },
  REBUILD_EXISTS: {
    kind: 'invalid',
    message: 'There is a rebuild already',
    fix: 'Switch to it, or drop it first: `npx tape projections drop rebuild`',
  },
  SWITCH_REFUSED: {
    kind: 'invalid',
    message: 'The rebuild must not take the place of the live tables',
    fix: 'See `npx tape projections compare`; drop the rebuild if it cannot be right',
  },
  SWITCH_BLOCKED: {
    kind: 'unavailable',
    message: 'The live tables were in use for too long, so nothing was switched',
    fix: 'End the long queries that pg_stat_activity shows, then switch again',
  },
  TAPE_NOT_EMPTY: {
    kind: 'invalid',
    message: 'The tape is not empty',
    fix: 'Import into a NATS server whose streams were never written to; delete the named streams first if nothing in them is needed',
  },
  ARCHIVE_INVALID: {
    kind: 'invalid',
    message: 'The archive is damaged, unfinished or none at all',
    fix: 'Run `npx tape export --verify` on another copy of it, or finish it with `npx tape export --resume`',
  },
  ARCHIVE_EXISTS: {
    kind: 'invalid',
    message: 'The folder is not free for this archive',
    fix: 'Export into an empty folder, or go on with an archive of the same tape by --resume',
  },
  SHEET_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The sheet could not be read',
    fix: 'Check SHEET, that it is shared with the service account, and the network',
  },
  SHEET_UNREADABLE: {
    kind: 'invalid',
    message: 'The answer is not a sheet',
    fix: 'Open the address in a browser: it must give CSV with a header row, not a login page or half a file',
  },
  SOURCES_INVALID: {
    kind: 'invalid',
    message: 'The file of sources is not valid',
    fix: 'Correct the named places (file:line:column); docs/reference/sources-file.md lists what may stand there',
  },
  BROWSER_MISSING: {
    kind: 'invalid',
    message: 'A source of kind `browser` needs Chromium, and there is none',
    fix: 'Install chromium (on Debian: apt install chromium), or name the program in `chromium` of the source',
  },
  SOURCE_UNAUTHORIZED: {
    kind: 'invalid',
    message: 'A source outside this machine needs somebody who authorised the access',
    fix: 'Set SOURCE_AUTHORIZED_BY and CONTACT, or authorizedBy and contact in the file of sources; or look at the simulator',
  },
  SOURCE_PAUSED: {
    kind: 'unavailable',
    message: 'The source is paused',
    fix: 'POST /admin/sources/<source>/resume when a person has looked',
  },
  SOURCE_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The source did not answer as it should',
    fix: 'Try again later; `npx tape requests` shows how it answered lately',
  },
  TOKEN_REFUSED: {
    kind: 'invalid',
    message: 'The captcha token is of no use',
    fix: 'Get a new one from the page that `npx tape source token <source> --link` gives',
  },
  LINK_USED: {
    kind: 'invalid',
    message: 'This link was used, or has expired',
    fix: 'Ask for a new one: `npx tape source token <source> --link`',
  },
  SWEEP_INTERRUPTED: {
    kind: 'unavailable',
    message: 'The service stopped during a sweep',
    fix: 'Nothing: another replica takes the sweep, or this one after its start',
  },
  WATCH_INVALID: {
    kind: 'invalid',
    message: 'The watch is not understood',
    fix: 'Write it as docs/how-to/write-a-watch.md shows, and try it with `npx tape watch test`',
  },
  WATCH_IN_SHEET: {
    kind: 'invalid',
    message: 'The sheet keeps this watch',
    fix: 'Change its row in the tab Watches',
  },
  CHANNEL_UNCONFIGURED: {
    kind: 'invalid',
    message: 'The channel is not configured',
    fix: "Set the channel's variables; docs/reference/configuration.md lists them",
  },
  CHANNEL_UNAVAILABLE: { kind: 'unavailable', message: 'The channel did not accept the message', fix: 'Nothing: it is tried again' },
  CHANNEL_REFUSED: {
    kind: 'invalid',
    message: 'The channel refused the message for good',
    fix: 'Check the address and the secret of the channel',
  },
  CHANNEL_GONE: {
    kind: 'invalid',
    message: 'The channel will never take a message for this address again',
    fix: 'Ask the person for another address, or to unblock the bot; then add it again with `npx tape people`',
  },
  LOCAL_STACK_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'No provider could start the servers',
    fix: 'Install Docker, or set NATS_URL and DATABASE_URL',
  },
  LOCAL_STACK_BUSY: {
    kind: 'unavailable',
    message: 'The local stack of this clone is running already',
    fix: 'Stop the other run first, or give this one its own folder in TICKETTAPE_DATA_DIR',
  },
  PROCESS_KEEPS_CRASHING: {
    kind: 'unavailable',
    message: 'A process ended again and again, so everything was stopped',
    fix: 'Read its last lines above and its log file in the data folder',
  },
  SERVICE_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'A service does not answer',
    fix: 'Look at `npx tape status` and at the log of the service',
  },
  NOT_RUNNING: {
    kind: 'unavailable',
    message: 'No running tickettape was found',
    fix: 'Start it with `npm start`, or say with options such as --storage-url where its services are',
  },
  INVARIANT_BROKEN: {
    kind: 'bug',
    message: 'The code reached a state it believes impossible',
    fix: 'Report it with the log lines before it',
  },
} as const satisfies Record<string, Declaration>;

export type ErrorCode = keyof typeof errorCodes;
