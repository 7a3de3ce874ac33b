export interface DeclaredField {
  readonly name: string;
  readonly type: string;
  readonly size: number | 'long';
  readonly signed?: boolean;
  readonly count?: number;
}

export interface Declared {
  readonly id: number;
  readonly system: string;
  readonly name: string;
  readonly text: string;
}

export function declare(
  event: {
    readonly id: number;
    readonly system: string;
    readonly name: string;
    readonly print: string;
    readonly fields: readonly DeclaredField[];
  },
  long: 4 | 8,
): Declared;

type Value = number | bigint | string | null | Uint8Array | readonly (number | bigint)[];

export function encode(event: Declared, values: { readonly [field: string]: Value }, littleEndian: boolean): Uint8Array;
