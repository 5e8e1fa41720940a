/** Where replayed messages go unless told otherwise: `replay.` before their subject. */
export const defaultTarget = 'replay.>';
