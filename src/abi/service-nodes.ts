import { bits, hex } from '../base/bits.ts';
import type { FieldNode } from './field.ts';
import { fieldNodes } from './nodes.ts';
import { SERVICES, type Service, serviceById } from './optee-service.ts';
import { type Context, type RegisterFields, registerFields, whole, word } from './register-fields.ts';
import { serviceResult } from './tee-result.ts';

/** w3 of a request: which service, and of which kind. */
const SERVICE = word(3, (value) => {
  const service = serviceById(value);
  const kind = bits(value, 31, 31) === 1n ? 'yielding' : 'blocking';
  return service === null
    ? { text: `unknown service ${hex(value)}, ${kind}`, problem: 'unknown value' }
    : `${service.name}, ${kind}`;
});

const UNKNOWN_REQUEST = registerFields({ service: SERVICE, w4: whole(4), w5: whole(5), w6: whole(6), w7: whole(7) });

/** OP-TEE answers a service that it does not know with a result in w3 and nothing else. */
const UNKNOWN_RESPONSE = registerFields({
  status: word(3, (value) => {
    const result = serviceResult(value);
    return result.known ? result.text : { text: `unknown result ${result.text}`, problem: 'unknown value' };
  }),
});

/** Requests of known services: the service in w3, its own fields behind it. */
const REQUESTS: ReadonlyMap<Service, RegisterFields> = new Map(
  SERVICES.map((s) => [
    s,
    registerFields({ service: SERVICE, ...Object.fromEntries(s.requestFields.fields.map((f) => [f.name, f])) }),
  ]),
);

/** The fields of w3..w7 of a request to OP-TEE. */
export function requestNodes(service: Service | null, context: Context): FieldNode[] {
  const table = service === null ? UNKNOWN_REQUEST : (REQUESTS.get(service) ?? UNKNOWN_REQUEST);
  return fieldNodes(table, context, 3, 7);
}

/** The fields of w3..w7 of OP-TEE's response to a request for this service. */
export function responseNodes(service: Service | null, context: Context): FieldNode[] {
  return fieldNodes(service?.responseFields ?? UNKNOWN_RESPONSE, context, 3, 7);
}
