/** An answer, or why there is none. */
export type Asked<Value> = { ok: true; value: Value } | { ok: false; why: string };

/** Waits at most `timeoutMs` and never throws. */
export const asked = async <Value>(work: Promise<Value>, timeoutMs: number): Promise<Asked<Value>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs)));
  try {
    return { ok: true, value: await Promise.race([work, late]) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
};

/** The answer, or what stands in for one that is missing. */
export const orElse = <Value, Other>(answer: Asked<Value>, otherwise: Other): Value | Other => (answer.ok ? answer.value : otherwise);
