import { continueWithGitHub } from "@/app/(auth)/sign-in/actions";
import { SubmitButton } from "@/lib/ui/submit-button";
import { GitHubMark } from "./github-mark";

export function GitHubButton({ callbackUrl }: { readonly callbackUrl: string }) {
  return (
    <form action={continueWithGitHub} className="grid">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <SubmitButton variant="secondary" size="lg">
        <GitHubMark />
        Continue with GitHub
      </SubmitButton>
    </form>
  );
}
