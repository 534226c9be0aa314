import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { contextFromSession } from "./context";
import { pagePosition } from "./page-position";

export type PageProps = {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
  readonly searchParams?: Promise<Record<string, string | string[] | undefined>>;
};

/**
 * What every tenant page begins with: the context, and route and search parameters as the schemas make them.
 * Without a session it goes to the tenant's sign-in page; without membership it is a 404. Reading the session keeps
 * Next from prerendering tenant data.
 */
export async function loadPage<P extends z.ZodType = z.ZodUnknown, S extends z.ZodType = z.ZodUnknown>(
  props: PageProps,
  schemas: { readonly params?: P; readonly search?: S } = {},
): Promise<{ ctx: TenantContext; params: z.infer<P>; search: z.infer<S> }> {
  pagePosition();
  const rawParams = await props.params;
  const slug = z.string().parse(rawParams.tenant);
  const ctx = await contextOrElsewhere(slug);
  const params = (schemas.params ?? z.unknown()).safeParse(rawParams);
  if (!params.success) notFound();
  const search = (schemas.search ?? z.unknown()).parse((await props.searchParams) ?? {});
  return { ctx, params: params.data as z.infer<P>, search: search as z.infer<S> };
}

async function contextOrElsewhere(slug: string): Promise<TenantContext> {
  try {
    return await contextFromSession(slug);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unauthenticated") {
      const back = (await headers()).get("x-portico-path") ?? `/${slug}`;
      redirect(`/${encodeURIComponent(slug)}/sign-in?callbackUrl=${encodeURIComponent(back)}`);
    }
    if (error.code === "not_found") notFound();
    throw error;
  }
}
