import type { LinuxVersion } from '../stack/linux/revisions.ts';

// Where the functions of the model are in the sources that it follows: file, and line of the definition. Read from each
// Linux that a revision follows, OP-TEE d5001fe0 and TF-A 6a164dda. The operations of struct ffa_ops and the callbacks of struct notif_driver
// stand at the function behind them; kzalloc() and its like are not listed.

/** By file, then by function as the stack of a row names it. */
type Lines = Readonly<Record<string, Readonly<Record<string, number>>>>;

const LINUX_612: Lines = {
  'drivers/firmware/arm_ffa/bus.c': {
    ffa_device_probe: 49,
    ffa_device_remove: 61,
    ffa_device_register: 194,
  },
  'drivers/firmware/arm_ffa/driver.c': {
    ffa_version_check: 143,
    ffa_rxtx_map: 197,
    ffa_features: 226,
    __ffa_partition_info_get: 256,
    __ffa_partition_info_get_regs: 311,
    ffa_partition_probe: 352,
    ffa_id_get: 395,
    ffa_memory_reclaim: 754,
    ffa_notification_bitmap_create: 770,
    ffa_notification_get: 877,
    __do_sched_recv_cb: 908,
    ffa_notification_info_get: 948,
    ffa_sync_send_receive: 1077,
    sync_send_receive: 1077,
    ffa_memory_share: 1099,
    ffa_notification_bind: 1191,
    ffa_notification_unbind: 1196,
    notifier_hash_node_get: 1203,
    notify_relinquish: 1244,
    notify_request: 1271,
    handle_notif_callbacks: 1332,
    notif_get_and_handle: 1351,
    ffa_self_notif_handle: 1369,
    ffa_device_match_uuid: 1425,
    ffa_bus_notifier: 1441,
    ffa_setup_host_partition: 1527,
    ffa_partitions_cleanup: 1556,
    ffa_setup_partitions: 1580,
    ffa_sched_recv_irq_handler: 1649,
    ffa_sched_recv_irq_work_fn: 1670,
    ffa_notifications_cleanup: 1828,
    ffa_notifications_setup: 1843,
    ffa_init: 1883,
  },
  'drivers/tee/optee/call.c': {
    optee_shm_arg_cache_uninit: 224,
    optee_open_session: 362,
    optee_close_session_helper: 467,
    optee_close_session: 492,
    optee_invoke_func: 512,
    optee_do_bottom_half: 664,
    optee_stop_async_notif: 669,
  },
  'drivers/tee/optee/core.c': {
    optee_remove_common: 166,
  },
  'drivers/tee/optee/device.c': {
    get_devices: 22,
    optee_register_device: 79,
    __optee_enumerate_devices: 110,
    optee_enumerate_devices: 181,
    optee_unregister_devices: 194,
  },
  'drivers/tee/optee/ffa_abi.c': {
    optee_ffa_shm_register: 271,
    optee_ffa_shm_unregister: 327,
    handle_ffa_rpc_func_cmd: 511,
    optee_handle_ffa_rpc: 528,
    optee_ffa_yielding_call: 544,
    optee_ffa_do_call_with_arg: 631,
    optee_ffa_api_is_compatbile: 674,
    optee_ffa_api_is_compatible: 674,
    optee_ffa_exchange_caps: 714,
    notif_work_fn: 745,
    notif_callback: 754,
    enable_async_notif: 764,
    optee_ffa_remove: 838,
    optee_ffa_async_notif_init: 856,
    optee_ffa_probe: 908,
  },
  'drivers/tee/optee/notif.c': {
    optee_notif_wait: 32,
    optee_notif_send: 90,
    optee_notif_init: 114,
    optee_notif_uninit: 127,
  },
  'drivers/tee/tee_core.c': {
    teedev_open: 47,
    teedev_close_context: 101,
    tee_ioctl: 819,
    tee_device_alloc: 880,
    tee_device_register: 1005,
    tee_device_unregister: 1062,
    tee_client_open_context: 1111,
    tee_client_close_context: 1153,
  },
  'drivers/tee/tee_shm.c': {
    tee_shm_alloc_kernel_buf: 174,
    tee_shm_free: 498,
  },
};

export const LINUX: Readonly<Record<LinuxVersion, Lines>> = { 'Linux 6.12.117': LINUX_612 };

export const OPTEE: Lines = {
  'core/arch/arm/kernel/thread_spmc.c': {
    notif_send_async: 1930,
  },
  'core/arch/arm/plat-vexpress/main.c': {
    read_console: 109,
    console_itr_cb: 130,
    atomic_console_notif: 153,
    yielding_console_notif: 175,
  },
  'core/kernel/notif.c': {
    atomic_cb: 83,
    yielding_cb: 116,
    notif_send_sync: 182,
    notif_wait_timeout: 187,
  },
  'core/kernel/pseudo_ta.c': {
    tee_ta_init_pseudo_ta_session: 290,
  },
  'core/pta/device.c': {
    get_devices: 44,
  },
  'core/tee/entry_std.c': {
    tee_entry_std: 680,
    __tee_entry_std: 689,
  },
};
