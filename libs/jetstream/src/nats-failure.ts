import { JetStreamApiError } from '@nats-io/jetstream';
import {
  ClosedConnectionError,
  ConnectionError,
  DrainingConnectionError,
  NoRespondersError,
  RequestError,
  TimeoutError,
} from '@nats-io/transport-node';
import { AppError } from '@tickettape/errors';

const outages = [ClosedConnectionError, ConnectionError, DrainingConnectionError, NoRespondersError, RequestError, TimeoutError];

/** The HTTP-like status of JetStream's own "not now": no leader, no space, being shut down. */
const serverUnavailable = 503;

/** `error` as NATS_UNAVAILABLE where it says that the server did not answer; any other error as it is. */
export const asOutage = (error: unknown): unknown => (isOutage(error) ? new AppError('NATS_UNAVAILABLE', { cause: error }) : error);

const isOutage = (error: unknown): boolean =>
  outages.some((outage) => error instanceof outage) || (error instanceof JetStreamApiError && error.apiError().code === serverUnavailable);
