import Link from "next/link";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";

type IntroductionProps = {
  readonly origin: string;
  readonly slug: string;
  readonly canMakeTokens: boolean;
};

const LINK = "rounded-sm text-accent-text underline underline-offset-2";

/** What every call has in common: address, token, errors, Backstage's client. */
export function Introduction({ origin, slug, canMakeTokens }: IntroductionProps) {
  const base = `${origin}/api/${slug}`;
  return (
    <Card>
      <div className="grid gap-4 text-sm">
        <p className="max-w-prose">
          Send an API token with every call.{" "}
          {canMakeTokens ? (
            <>
              Make one under{" "}
              <Link className={LINK} href={`/${slug}/settings/tokens`}>
                API tokens
              </Link>
              , with the scopes its calls need.
            </>
          ) : (
            "An owner or admin makes one for you, with the scopes your calls need."
          )}{" "}
          A revoked token is refused within five seconds.
        </p>
        <CodeBlock
          language="bash"
          code={`export PORTICO_TOKEN=ptc_…\ncurl -H "Authorization: Bearer $PORTICO_TOKEN" \\\n  '${base}/catalog/entities/by-query?limit=5'`}
        />
        <p className="max-w-prose">
          Everything under <code className="font-mono text-xs">/catalog</code> that Backstage’s catalog has
          answers as Backstage does, so its own client and your scripts for it work here:
        </p>
        <CodeBlock
          language="typescript"
          code={`const catalog = new CatalogClient({\n  discoveryApi: { getBaseUrl: async () => "${base}/catalog" },\n});\nconst { items } = await catalog.getEntities({}, { token: process.env.PORTICO_TOKEN });`}
        />
        <p className="max-w-prose">
          Every error has the form <code className="font-mono text-xs">Error</code> (see{" "}
          <a className={LINK} href="#types">
            Types
          </a>
          ): its message names what was wrong and the form wanted; quote its request id when you ask us.
        </p>
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          <span className="text-ink-muted">OpenAPI 3.1:</span>
          <a className={LINK} href="/api/openapi.json">
            whole API
          </a>
          <a className={LINK} href={`/api/${slug}/catalog/openapi.json`}>
            Backstage’s part
          </a>
        </p>
      </div>
    </Card>
  );
}
