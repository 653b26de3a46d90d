/** Every permission that a role can hold. A name here that no contract row asks for fails the tests. */
export const PERMISSIONS = [
  'request.submit',
  'request.read',
  'request.work',
  /** To act for the studio on a request of one's own. */
  'request.workOwn',
  'service.manage',
  'payment.record',
  'comment.hide',
  'payment.refund',
  /** To take back a final price, with a reason. */
  'price.reopen',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
