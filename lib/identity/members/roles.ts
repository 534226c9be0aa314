import { z } from "zod";
import { isRole } from "@/lib/access";

/** A role that a connection or a default may give. The owner's is given by an owner, to one person at a time. */
export const assignableRole = z
  .string()
  .refine((role) => isRole(role) && role !== "owner", "This is not a role that can be given to everybody.");

export const anyRole = z.string().refine(isRole, "This is not a role.");
