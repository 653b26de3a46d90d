/** Every permission that a role can hold. A name here that no contract row asks for fails the tests. */
export const PERMISSIONS = ['request.submit', 'request.read', 'request.work'] as const;

export type Permission = (typeof PERMISSIONS)[number];
