import { DataSource } from 'typeorm';
import { CreateAlerts1795305600011 } from '../alerts/alerts.migration.js';
import { CreateWatchBlindness1795305600042 } from '../alerts/watch-blindness.migration.js';
import { CreateBookAt1795305600008 } from '../book-at/book-at.migration.js';
import { CreateBookHistory1795305600021 } from '../book-history/book-history.migration.js';
import { CreateSectionPriceHistory1795305600022 } from '../book-history/section-price-history.migration.js';
import { CreateBooks1795305600005 } from '../books/books.migration.js';
import { CreateCoverage1795305600025 } from '../coverage-by-day/coverage.migration.js';
import { CreateDeliveries1795305600041 } from '../deliveries/deliveries.migration.js';
import { CreateDigests1795305600007 } from '../digest/digest.migration.js';
import { CreateEvents1795305600003 } from '../events/events.migration.js';
import { CreateGaps1795305600002 } from '../gaps/gaps.migration.js';
import { GuardSwitchedTables1795305600030 } from '../life-cycle/tables-moved.migration.js';
import { CreateListingChanges1795305600009 } from '../listing-changes/listing-changes.migration.js';
import { CreateListingHistory1795305600024 } from '../listing-history/listing-history.migration.js';
import { CreateRelistings1795305600023 } from '../listing-history/relistings.migration.js';
import { CreateListings1795305600004 } from '../listings/listings.migration.js';
import { CreateLiveListings1795305600012 } from '../listings/live-listings.migration.js';
import { CreatePatterns1795305600019 } from '../patterns/patterns.migration.js';
import { CreatePriceHistory1795305600020 } from '../price-history/price-history.migration.js';
import { CreateProjections1795305600001 } from '../projector/projections.migration.js';
import { CreateReader1795305600028 } from '../reader/reader.migration.js';
import { CreateRetention1795305600029 } from '../retention/retention.migration.js';
import { CreateSeedViews1795305600027 } from '../seed-views/seed-views.migration.js';
import { CreateSweepStatistics1795305600026 } from '../sweep-statistics/sweep-statistics.migration.js';
import { CreateSweeps1795305600006 } from '../sweeps/sweeps.migration.js';
import { AddWatchSettings1795305600040 } from '../watches/watch-settings.migration.js';
import { CreateWatches1795305600010 } from '../watches/watches.migration.js';

/**
 * Every migration, in order; one that was published is never edited. Each also runs in the schema of a rebuild, beside the live tables: so none names
 * a schema, and what belongs to the server or the database as a whole, such as a role, may be there already.
 */
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
  CreateLiveListings1795305600012,
  CreatePatterns1795305600019,
  CreatePriceHistory1795305600020,
  CreateBookHistory1795305600021,
  CreateSectionPriceHistory1795305600022,
  CreateRelistings1795305600023,
  CreateListingHistory1795305600024,
  CreateCoverage1795305600025,
  CreateSweepStatistics1795305600026,
  CreateSeedViews1795305600027,
  CreateReader1795305600028,
  CreateRetention1795305600029,
  GuardSwitchedTables1795305600030,
  AddWatchSettings1795305600040,
  CreateDeliveries1795305600041,
  CreateWatchBlindness1795305600042,
];

/** Names of the migrations without which the service does not work. */
export const neededMigrations: readonly string[] = migrations.map(({ name }) => name);

/** Not connected yet. Without a `schema` it works on the live tables. */
export const createDataSource = (url: string, schema: string | null = null): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    // The functions of extensions are in `public`.
    ...(schema !== null && { schema, extra: { options: `-c search_path=${schema},public` } }),
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'tickettape-storage',
    poolSize: 4,
  });
