import { PERMISSIONS, type Permission } from './permissions.ts';

export const SYSTEM_ROLES = ['visitor', 'client', 'buyer', 'manager', 'superadmin'] as const;
export type SystemRole = (typeof SYSTEM_ROLES)[number];

/** A role is a rank and a set of permissions; who has it comes from the account and the ESX group. */
export interface Role {
  readonly rank: number;
  /** True for those who work for the studio: they see the staff part of the tablet. */
  readonly staff: boolean;
  readonly permissions: readonly Permission[];
}

export const ROLES: { readonly [R in SystemRole]: Role } = {
  visitor: { rank: 0, staff: false, permissions: [] },
  client: { rank: 10, staff: false, permissions: ['request.submit'] },
  buyer: { rank: 20, staff: false, permissions: ['request.submit'] },
  manager: {
    rank: 60,
    staff: true,
    permissions: ['request.read', 'request.work', 'service.manage', 'payment.record', 'comment.hide'],
  },
  superadmin: { rank: 100, staff: true, permissions: PERMISSIONS },
};
