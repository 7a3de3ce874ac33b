// Functions whose name says that they are of the FF-A core or of the OP-TEE driver. No more than the names: the page
// marks them in a call chain, and the causes ask for them.

const CORE =
  /^(?:ffa_\w+|__ffa_\w+|__arm_ffa_\w+|handle_(?:fwk_)?notif_callbacks|notif_get_and_handle|notif_pcpu_irq_work_fn|notif_pend_irq_handler|__do_sched_recv_cb|update_notifier_cb|notifier_h\w+)$/;
const OPTEE =
  /^(?:optee_\w+|__optee_\w+|notif_callback|notif_work_fn|enable_async_notif|stop_async_notif|handle_rpc_\w+|get_devices|tee_device_unregister|teedev_\w+)$/;

/** `ffa_msg_send_direct_req`, `handle_notif_callbacks`: of drivers/firmware/arm_ffa. */
export const isCoreFn = (fn: string): boolean => CORE.test(fn);

/** `optee_ffa_probe`, `notif_callback`: of drivers/tee. */
export const isOpteeFn = (fn: string): boolean => OPTEE.test(fn);

export const CORE_FN = CORE;
export const OPTEE_FN = OPTEE;
