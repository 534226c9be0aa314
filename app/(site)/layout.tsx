import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/lib/ui/button";
import { Logo } from "@/lib/ui/logo";

export default function SiteLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-4 px-4 py-4 sm:px-6">
        <Link href="/" className="inline-flex rounded-md">
          <Logo />
        </Link>
        <nav aria-label="Site" className="flex items-center gap-1 sm:gap-2">
          <Button asChild variant="ghost">
            <Link href="/pricing">Pricing</Link>
          </Button>
          <Button asChild variant="ghost">
            <Link href="/sign-in">Sign in</Link>
          </Button>
          <Button asChild variant="primary" className="max-sm:hidden">
            <Link href="/sign-up">Sign up</Link>
          </Button>
        </nav>
      </header>
      <main className="mx-auto w-full max-w-5xl flex-1 px-4 sm:px-6">{children}</main>
      <footer className="mx-auto mt-20 w-full max-w-5xl px-4 text-xs text-ink-muted sm:px-6">
        <p className="border-t border-line py-6">Portico, the developer portal that fills itself.</p>
      </footer>
    </div>
  );
}
