import { z } from 'zod';

/** Schemas that also take a text instead of their object. */
const withShorthand = new WeakSet<z.core.$ZodType>();

/** What `schema` takes, or a text for which `expand` says what it stands for. */
export const orText = <Schema extends z.ZodType>(schema: Schema, expand: (text: string) => unknown) => {
  const either = z.preprocess((value) => (typeof value === 'string' ? expand(value) : value), schema);
  withShorthand.add(either);
  return either;
};

/** For `z.toJSONSchema`, which does not see what a preprocessor takes. */
export const describeShorthand = ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Record<string, unknown> }): void => {
  if (!withShorthand.has(zodSchema)) return;
  const { description, ...object } = structuredClone(jsonSchema);
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  Object.assign(jsonSchema, { ...(description === undefined ? {} : { description }), anyOf: [{ type: 'string' }, object] });
};
