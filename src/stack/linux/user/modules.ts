// The modules, as Debian names them.

export const FFA_MODULE = 'ffa-module';
export const OPTEE_MODULE = 'optee';
