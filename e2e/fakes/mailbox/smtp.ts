import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { z } from "zod";

export const smtpKnobsInput = z.strictObject({
  /** Answers every RCPT with this code, e.g. 451 (try later) or 550 (no such mailbox). */
  rejectCode: z.number().int().min(400).max(599).optional(),
  /** Only for recipients that contain this text. */
  recipient: z.string().optional(),
  delayMs: z.number().int().min(0).default(0),
  /** How many recipients to refuse; left out: until cleared. */
  repeat: z.number().int().min(1).optional(),
});
export type SmtpKnobs = z.output<typeof smtpKnobsInput>;

export interface SmtpOptions {
  readonly port: number;
  readonly knobs: () => SmtpKnobs;
  readonly tookOne: () => void;
  readonly onMail: (raw: Awaited<ReturnType<typeof simpleParser>>, recipients: readonly string[]) => void;
}

/** Starts a real SMTP server on loopback that accepts everything it is not told to refuse. */
export function listenSmtp({
  port,
  knobs,
  tookOne,
  onMail,
}: SmtpOptions): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    // Without TLS a client may still offer a name and password; any will do.
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anyone" }),
    onRcptTo(address, _session, done) {
      const { rejectCode, recipient, delayMs } = knobs();
      const refused =
        rejectCode !== undefined && (recipient === undefined || address.address.includes(recipient));
      setTimeout(() => {
        if (!refused) return done();
        tookOne();
        done(
          Object.assign(new Error(rejectCode < 500 ? "Try again later" : "No such mailbox"), {
            responseCode: rejectCode,
          }),
        );
      }, delayMs);
    },
    onData(stream, session, done) {
      simpleParser(stream).then(
        (parsed) => {
          onMail(
            parsed,
            session.envelope.rcptTo.map((one) => one.address.toLowerCase()),
          );
          done();
        },
        (cause: unknown) => done(cause instanceof Error ? cause : new Error(String(cause))),
      );
    },
  });
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(cause);
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", fail);
      // A client that hangs up in the middle is its own business.
      server.on("error", () => undefined);
      const address = server.server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });
}
