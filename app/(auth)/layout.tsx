import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "@/lib/ui/logo";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <header className="px-4 py-4 sm:px-6">
        <Link href="/" className="inline-flex rounded-md">
          <Logo />
        </Link>
      </header>
      <main className="mx-auto flex w-full max-w-100 flex-1 flex-col justify-center px-4 pt-4 pb-24">
        {children}
      </main>
    </div>
  );
}
