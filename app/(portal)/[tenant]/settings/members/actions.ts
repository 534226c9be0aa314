"use server";

import { defineAction } from "@/app/_server/define-action";
import {
  changeMemberRole,
  changeRoleInput,
  defaultRoleInput,
  memberRefInput,
  removeMember,
  setDefaultRole,
} from "@/lib/identity";

export const changeRole = defineAction(changeRoleInput, changeMemberRole);
export const removeFromPortal = defineAction(memberRefInput, removeMember);
export const saveDefaultRole = defineAction(defaultRoleInput, setDefaultRole);
