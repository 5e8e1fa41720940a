/** Headers that would act on the stream that stores the message instead of telling about it; the id of the fact only tells. */
export const actsOnStream = (name: string): boolean => /^nats-(?!msg-id$)/i.test(name);

/** Traces ended when their work was done: what is done today about an old message belongs into no trace of back then. */
export const tracesBack = (name: string): boolean => /^(traceparent|tracestate|baggage)$/i.test(name);
