import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toaster } from "@/lib/ui/toast";

// Tenant data must never be prerendered or shared between requests.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Portico", template: "%s · Portico" },
  description: "The developer portal that fills itself: sign up, connect GitHub, and your catalog is there.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfc" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0e12" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider
          attribute="class"
          defaultTheme="system"
          enableSystem
          disableTransitionOnChange
          {...(nonce ? { nonce } : {})}
        >
          {children}
          <Toaster />
        </ThemeProvider>
      </body>
    </html>
  );
}
