/**
 * Functions that a fault can be aimed at (`at.fn`), under their Linux names: every step of the model that can fail. The
 * test beside this file reads the model's sources and finds a step that is missing here, or a name that no step has.
 * A function of the FF-A core that shares its name with one of the driver's is written with `arm_ffa:`, one of the
 * scenario's other driver with `other:`.
 */
export const FAULTABLE: readonly string[] = [
  // the OP-TEE driver
  'sync_send_receive',
  'kzalloc',
  'kmalloc',
  'tee_device_alloc',
  'tee_device_register',
  'rhashtable_init',
  'rhashtable_lookup_insert_fast',
  'teedev_open',
  'optee_notif_init',
  'create_workqueue',
  'queue_work',
  'notify_request',
  'notify_relinquish',
  'optee_enumerate_devices',
  'tee_client_open_context',
  'optee_open_session',
  'optee_invoke_func',
  'optee_close_session',
  'tee_shm_alloc_kernel_buf',
  'optee_ffa_shm_register',
  'optee_register_device',
  'device_register',
  'optee_ffa_do_call_with_arg',
  'optee_cq_wait_for_completion',
  'optee_do_bottom_half',
  'optee_notif_wait',
  'optee_notif_send',
  'optee_rpc_cmd_alloc_suppl',
  // the FF-A core
  'ffa_init',
  'ffa_device_probe',
  'ffa_device_register',
  'ffa_sched_recv_cb_update',
  'irq_create_of_mapping',
  'request_percpu_irq',
  'cpuhp_setup_state',
  'ffa_sched_recv_irq_handler',
  'notif_pend_irq_handler',
  'notify_send',
  'arm_ffa:kzalloc',
  'arm_ffa:create_workqueue',
  // another driver
  'other:notify_request',
  'other:notify_relinquish',
  // OP-TEE
  'atomic_console_notif',
  'read_console',
  'tee_ta_init_pseudo_ta_session',
  'get_devices',
  'invoke_command',
];
