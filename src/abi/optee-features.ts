/**
 * What w1 of FFA_FEATURES may name so that OP-TEE answers FFA_SUCCESS with w2 = 0, whatever the version: FFA_NOTIFICATION_SET
 * too, although calling it is refused. OP-TEE d5001fe0 thread_spmc.c, handle_features().
 */
export const OPTEE_FEATURES: ReadonlySet<bigint> = new Set([
  0x84000060n, // ERROR
  0x84000061n, // SUCCESS
  0xc4000061n,
  0x84000062n, // INTERRUPT
  0x84000063n, // VERSION
  0x84000064n, // FEATURES
  0x84000065n, // RX_RELEASE
  0x84000066n, // RXTX_MAP
  0xc4000066n,
  0x84000067n, // RXTX_UNMAP
  0x84000068n, // PARTITION_INFO_GET
  0x8400006fn, // MSG_SEND_DIRECT_REQ
  0xc400006fn,
  0x84000077n, // MEM_RECLAIM
  0x8400007bn, // MEM_FRAG_TX
  0x8400007dn, // NOTIFICATION_BITMAP_CREATE
  0x8400007en, // NOTIFICATION_BITMAP_DESTROY
  0x8400007fn, // NOTIFICATION_BIND
  0x84000080n, // NOTIFICATION_UNBIND
  0x84000081n, // NOTIFICATION_SET
  0x84000082n, // NOTIFICATION_GET
  0x84000083n, // NOTIFICATION_INFO_GET
  0xc4000083n,
  0x84000085n, // SPM_ID_GET
  3n, // the managed exit interrupt
]);

/** FFA_MEM_SHARE, both widths: success with bit 0 of w2, as a descriptor may come in a buffer of the caller's own. */
export const MEM_SHARE_IDS: ReadonlySet<bigint> = new Set([0x84000073n, 0xc4000073n]);
