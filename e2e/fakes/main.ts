import { startGithub } from "./github/index";
import { startIdp } from "./idp/index";
import { startInventory } from "./inventory/index";
import { startMailbox } from "./mailbox/index";
import { startSonarqube } from "./sonarqube/index";
import { startStripe } from "./stripe/index";

const { env } = process;
const base = Number(env.FAKES_PORT_BASE ?? 4101);
const stateDir = env.FAKES_STATE_DIR ?? ".portico/fakes";
const webhookUrl = env.FAKES_WEBHOOK_URL ?? "http://localhost:3000";
const snapshots = (env.FAKES_SNAPSHOTS ?? "").split(":").filter(Boolean);
const names = ["github", "stripe", "idp", "mail", "sonarqube", "inventory"] as const;
const wanted = new Set(env.FAKES_ONLY === undefined ? names : env.FAKES_ONLY.split(","));

const starters: Readonly<
  Record<(typeof names)[number], () => Promise<{ readonly url: string; close(): Promise<void> }>>
> = {
  github: () => startGithub({ port: base, stateDir, webhookUrl, snapshots }),
  stripe: () => startStripe({ port: base + 1, stateDir, webhookUrl }),
  idp: () => startIdp({ port: base + 2, stateDir }),
  mail: () => startMailbox({ port: base + 3, stateDir }),
  sonarqube: () => startSonarqube({ port: base + 5, stateDir }),
  inventory: () => startInventory({ port: base + 6, stateDir }),
};

async function main(): Promise<void> {
  if (!Number.isInteger(base))
    throw new Error(`FAKES_PORT_BASE is "${env.FAKES_PORT_BASE}"; expected a port number`);
  const started = await Promise.all(
    names.filter((name) => wanted.has(name)).map(async (name) => ({ name, running: await starters[name]() })),
  );
  // One line for the process that started us: it waits for it and reads the addresses.
  process.stdout.write(
    `fakes ready ${JSON.stringify(Object.fromEntries(started.map(({ name, running }) => [name, running.url])))}\n`,
  );
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    Promise.all(started.map(({ running }) => running.close())).then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`stopping the stand-ins failed: ${String(cause)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
