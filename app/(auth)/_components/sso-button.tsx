import { KeyRound } from "lucide-react";
import { continueWithSso } from "@/app/(auth)/sign-in/actions";
import { SubmitButton } from "@/lib/ui/submit-button";

export function SsoButton({
  connectionId,
  name,
  callbackUrl,
}: {
  readonly connectionId: string;
  readonly name: string;
  readonly callbackUrl: string;
}) {
  return (
    <form action={continueWithSso} className="grid">
      <input type="hidden" name="connectionId" value={connectionId} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <SubmitButton size="lg">
        <KeyRound aria-hidden="true" />
        Continue with {name}
      </SubmitButton>
    </form>
  );
}
