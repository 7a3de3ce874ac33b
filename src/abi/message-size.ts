/** Bytes of the head of struct optee_msg_arg: eight 32-bit words. Linux 6.12 optee_msg.h. */
export const MSG_HEADER_SIZE = 32;
/** Bytes of struct optee_msg_param: the attribute and three 64-bit words. */
export const MSG_PARAM_SIZE = 32;

/** Bytes of a message with this many parameters. optee_msg.h OPTEE_MSG_GET_ARG_SIZE. */
export const messageSize = (params: number): number => MSG_HEADER_SIZE + MSG_PARAM_SIZE * params;

/** Linux gives every call a slot with room for this many parameters. optee call.c MAX_ARG_PARAM_COUNT. */
export const MAX_ARG_PARAMS = 6;

/** Bytes of a slot of the argument page: the message with six parameters, then the RPC message. 384 with 4 RPC parameters. */
export const slotSize = (rpcParams: number): number =>
  messageSize(MAX_ARG_PARAMS) + (rpcParams > 0 ? messageSize(rpcParams) : 0);
