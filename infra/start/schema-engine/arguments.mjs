/** What Prisma's CLI says on the command line when it spawns its schema engine. */
export function readArguments(argv) {
  const given = { datamodels: [] };
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === "--datamodels") given.datamodels.push(argv[++at]);
    else if (argv[at] === "--datasource") given.datasource = JSON.parse(argv[++at]);
    else if (argv[at] === "cli") given.command = argv[++at];
    else if (argv[at] === "--version" || argv[at] === "-V") given.version = true;
  }
  return given;
}

/** Splits a connection string: Prisma's `?schema=` is none of Postgres's business. */
export function splitUrl(text) {
  const url = new URL(text);
  const schema = url.searchParams.get("schema") ?? "public";
  url.searchParams.delete("schema");
  return { url: url.toString(), schema, database: decodeURIComponent(url.pathname.slice(1)) };
}

/** The same server, another database. */
export function onDatabase(text, database) {
  const url = new URL(text);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}
