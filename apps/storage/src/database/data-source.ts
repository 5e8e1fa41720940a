import { DataSource } from 'typeorm';
import { CreateAlerts1795305600011 } from '../alerts/alerts.migration.js';
import { CreateBookAt1795305600008 } from '../book-at/book-at.migration.js';
import { CreateBooks1795305600005 } from '../books/books.migration.js';
import { CreateDigests1795305600007 } from '../digest/digest.migration.js';
import { CreateEvents1795305600003 } from '../events/events.migration.js';
import { CreateGaps1795305600002 } from '../gaps/gaps.migration.js';
import { CreateListingChanges1795305600009 } from '../listing-changes/listing-changes.migration.js';
import { CreateListings1795305600004 } from '../listings/listings.migration.js';
import { CreateProjections1795305600001 } from '../projector/projections.migration.js';
import { CreateSweeps1795305600006 } from '../sweeps/sweeps.migration.js';
import { CreateWatches1795305600010 } from '../watches/watches.migration.js';

/** Every migration, in order; one that was published is never edited. */
export const migrations = [
  CreateProjections1795305600001,
  CreateGaps1795305600002,
  CreateEvents1795305600003,
  CreateListings1795305600004,
  CreateBooks1795305600005,
  CreateSweeps1795305600006,
  CreateDigests1795305600007,
  CreateBookAt1795305600008,
  CreateListingChanges1795305600009,
  CreateWatches1795305600010,
  CreateAlerts1795305600011,
];

/** Names of the migrations without which the service does not work. */
export const neededMigrations: readonly string[] = migrations.map(({ name }) => name);

/** Not connected yet. */
export const createDataSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'tickettape-storage',
    poolSize: 4,
  });
