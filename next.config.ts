import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` runs tsc over the whole tree; a build that checks again only makes the first start slower.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: process.cwd() },
  // Measured 2026-11-23: writing and compacting the cache takes 34 s of a first build, and a fresh clone has one to write only.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // Browsers ask for this name whatever a page says; without an answer it would be taken for a tenant's.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // These load files or native parts of their own at run time and must not be bundled.
  serverExternalPackages: ["pg", "pino", "bullmq", "ioredis", "nodemailer", "next-auth", "openid-client"],
};

export default nextConfig;
