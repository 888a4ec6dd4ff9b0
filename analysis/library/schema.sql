-- The library, version 1. Texts and what the pipeline says of them, what follows from that, and, apart from both, the user's own work.
-- Triggers keep every number that a list needs, so that no screen ever counts rows. Names for sorting are folded by the writer.

CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- articles, analysed, failed, read, starred, hidden, and hidden_read, which are both: how many. change: the number of the last change, see articles.change.
CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counts VALUES ('articles', 0), ('analysed', 0), ('failed', 0), ('read', 0), ('starred', 0), ('hidden', 0), ('hidden_read', 0),
    ('change', 0);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- the number that lists show; never used again
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,                    -- the title folded for sorting
    outlet TEXT,
    outlet_key TEXT NOT NULL,                   -- the outlet folded for sorting; U+10FFFF where it is unknown, so that it comes last
    published TEXT,
    sort_date TEXT NOT NULL,                    -- published, in UTC where it has a time zone; '' where it is unknown
    words INTEGER NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,          -- analysis: 0 waits, 1 done, 2 failed
    change INTEGER NOT NULL,                    -- grows with every change of the text or of what the analysis says
    url TEXT,
    author TEXT,
    source TEXT,
    digest TEXT NOT NULL,
    added TEXT NOT NULL,
    pipeline TEXT,
    language TEXT,
    note TEXT,
    blocks TEXT NOT NULL,                       -- JSON: [[start, end, kind], …]
    links TEXT NOT NULL,                        -- JSON: [[start, end, target], …]
    text TEXT NOT NULL,
    annotations BLOB                            -- JSON, see analysis.language.wire; NULL before the first analysis
);
CREATE INDEX articles_by_title ON articles (title_key, id);
CREATE INDEX articles_by_outlet ON articles (outlet_key, sort_date DESC, id DESC);
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_by_source ON articles (source) WHERE source IS NOT NULL;
CREATE INDEX articles_waiting ON articles (id) WHERE status = 0;
CREATE UNIQUE INDEX articles_by_change ON articles (change);

-- The library by date. A table, since SQLite does not search an index on (date, id) for both when the id is the rowid.
CREATE TABLE timeline (sort_date TEXT NOT NULL, article_id INTEGER NOT NULL, PRIMARY KEY (sort_date, article_id)) WITHOUT ROWID;

CREATE TABLE removed (change INTEGER PRIMARY KEY, article_id INTEGER NOT NULL);

-- What each source said last under each key: two files with one key are both known, and neither is taken up again and again.
CREATE TABLE sources (
    key TEXT NOT NULL,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (key, source)
) WITHOUT ROWID;
CREATE INDEX sources_by_article ON sources (article_id);

-- What a source said before it said something else.
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    replaced TEXT NOT NULL
);
CREATE INDEX versions_by_article ON versions (article_id);

-- How many articles a day (and, among those without a date, every 4,096 ids) has: where in the list a position lies, without counting.
CREATE TABLE days (
    day TEXT NOT NULL,
    part INTEGER NOT NULL,
    n INTEGER NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0,          -- how many of them are, see state.hidden
    PRIMARY KEY (day, part)
) WITHOUT ROWID;
CREATE TABLE outlets (outlet_key TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;

-- The user's own work --------------------------------------------------------------------------------------------------------------

CREATE TABLE state (
    article_id INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    read_at TEXT,
    starred INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,        -- offset into the text
    opened_at TEXT,
    sort_date TEXT NOT NULL,                    -- as in articles
    hidden INTEGER NOT NULL DEFAULT 0           -- a newer near duplicate stands for it, see copies
);
CREATE INDEX state_unread ON state (sort_date, article_id, read_at, hidden) WHERE read_at IS NULL;
CREATE INDEX state_starred ON state (sort_date, article_id, starred) WHERE starred = 1;

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    folder TEXT NOT NULL,                       -- names of the folders around it, outermost first, with / between
    etag TEXT,                                  -- of the last answer, as the server gave them: they are sent with the next request
    modified TEXT,
    checked TEXT,                               -- when the server last answered with the feed, or that nothing in it has changed
    failing_since TEXT,
    failures INTEGER NOT NULL DEFAULT 0,        -- since then
    next_try TEXT DEFAULT '',                   -- not to be asked before; NULL where the server said that it is gone for good
    problem TEXT
);

-- Which feeds an article came by, and when first. What a feed no longer lists stays.
CREATE TABLE feed_articles (
    feed_id INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    fetched TEXT NOT NULL,
    PRIMARY KEY (feed_id, article_id)
) WITHOUT ROWID;
CREATE INDEX feed_articles_by_article ON feed_articles (article_id);

CREATE TABLE tags (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, tag TEXT NOT NULL, PRIMARY KEY (article_id, tag)
) WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag, article_id);

CREATE TABLE marks (letter TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, position INTEGER NOT NULL)
    WITHOUT ROWID;

CREATE TABLE searches (name TEXT PRIMARY KEY, query TEXT NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, made_at TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE follows (norm TEXT NOT NULL, label TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (norm, label)) WITHOUT ROWID;

CREATE TABLE problems (place TEXT PRIMARY KEY, what TEXT NOT NULL, noticed TEXT NOT NULL);

-- Entities and quotes: they follow from annotations and corrections, and can be made again from them ---------------------------------

CREATE TABLE entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    quotes INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entities_by_articles ON entities (articles, id);

-- What articles call entities. An article's entity is known by its fullest form, made comparable; see analysis.library.linker.
CREATE TABLE names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,                          -- equal keys under one label are one name
    label TEXT NOT NULL,
    base TEXT NOT NULL,                         -- the key without what the label adds to it
    open TEXT,                                  -- a surname or an institution without its country: the name is one of its article only
    articles INTEGER NOT NULL DEFAULT 0,
    entity_id INTEGER NOT NULL REFERENCES entities,
    home_id INTEGER NOT NULL REFERENCES entities,   -- its own entity, for as long as it stands alone or is the oldest of its group
    reason TEXT,                                -- why it belongs to its entity
    score REAL,
    UNIQUE (key, label)
);
CREATE INDEX names_by_base ON names (base);
CREATE INDEX names_by_entity ON names (entity_id, open);
CREATE INDEX names_by_home ON names (home_id);
CREATE INDEX names_open ON names (open) WHERE open IS NOT NULL;

-- Whom each open word may stand for, as the articles that have it were last decided by: a digest, and where some are still to be
-- decided by it, the name that was the last and how many are left.
CREATE TABLE open_words (word TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;

-- Names that share a clue are compared.
CREATE TABLE name_clues (clue TEXT NOT NULL, name_id INTEGER NOT NULL REFERENCES names ON DELETE CASCADE, PRIMARY KEY (clue, name_id))
    WITHOUT ROWID;
CREATE INDEX name_clues_by_name ON name_clues (name_id);

-- How often each name is written how.
CREATE TABLE aliases (
    name_id INTEGER NOT NULL REFERENCES names ON DELETE CASCADE,
    form TEXT NOT NULL,
    norm TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entities,
    count INTEGER NOT NULL,
    PRIMARY KEY (name_id, form)
) WITHOUT ROWID;
CREATE INDEX aliases_by_norm ON aliases (norm, entity_id);
CREATE INDEX aliases_by_entity ON aliases (entity_id, count DESC, form);

CREATE TABLE article_entities (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    local TEXT NOT NULL,                        -- Entity.id within the article
    entity_id INTEGER NOT NULL REFERENCES entities,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    first_start INTEGER NOT NULL,
    sort_date TEXT NOT NULL,                    -- as in articles
    name_id INTEGER NOT NULL REFERENCES names,
    forms TEXT NOT NULL,                        -- JSON: {written form: how often, "": [offices beside it]}
    rank INTEGER NOT NULL,                      -- a hash of the article's key: the least ones are a name's sample of its articles
    PRIMARY KEY (article_id, local)
) WITHOUT ROWID;
CREATE INDEX article_entities_by_entity ON article_entities (entity_id, sort_date DESC, article_id DESC, mentions);
CREATE INDEX article_entities_by_name ON article_entities (name_id, rank, article_id);

CREATE TABLE quotes (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    n INTEGER NOT NULL,                         -- its place in Annotations.quotes
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    confidence REAL NOT NULL,
    entity_id INTEGER REFERENCES entities,      -- its speaker
    speaker TEXT,
    cue TEXT,
    via TEXT,
    text TEXT NOT NULL,
    sort_date TEXT NOT NULL,                    -- as in articles
    name_id INTEGER REFERENCES names,           -- its speaker's, so that it moves with the name
    PRIMARY KEY (article_id, n)
) WITHOUT ROWID;
CREATE INDEX quotes_by_entity ON quotes (entity_id, sort_date DESC, article_id DESC, n) WHERE entity_id IS NOT NULL;

-- Who is named within a quote.
CREATE TABLE quote_mentions (
    entity_id INTEGER NOT NULL REFERENCES entities,
    sort_date TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    n INTEGER NOT NULL,
    name_id INTEGER NOT NULL REFERENCES names,
    PRIMARY KEY (entity_id, sort_date DESC, article_id DESC, n, name_id)
) WITHOUT ROWID;
CREATE INDEX quote_mentions_by_article ON quote_mentions (article_id);

-- Lines of read-more and recommendation lists, matched to titles.
CREATE TABLE article_links (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    text TEXT NOT NULL,
    target_id INTEGER REFERENCES articles ON DELETE SET NULL,
    score REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (article_id, start)
) WITHOUT ROWID;
CREATE INDEX article_links_by_target ON article_links (target_id) WHERE target_id IS NOT NULL;

-- Stems of the words of titles, and the rarest ones of lines that no title surely matches yet.
CREATE TABLE title_words (
    word TEXT NOT NULL, article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, PRIMARY KEY (word, article_id)
) WITHOUT ROWID;
CREATE TABLE waiting_lines (
    word TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL,
    PRIMARY KEY (word, article_id, start)
) WITHOUT ROWID;
CREATE INDEX title_words_by_article ON title_words (article_id);
CREATE INDEX waiting_lines_by_article ON waiting_lines (article_id);

-- The runs of words that articles are known by among near duplicates, as hashes, and the groups of those that are nearly the same text.
-- A group goes by the least id in it.
CREATE TABLE openings (
    run INTEGER NOT NULL, article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, PRIMARY KEY (run, article_id)
) WITHOUT ROWID;
CREATE INDEX openings_by_article ON openings (article_id);
CREATE TABLE copies (
    article_id INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    group_id INTEGER NOT NULL,
    sort_date TEXT NOT NULL                     -- as in articles
);
CREATE INDEX copies_by_group ON copies (group_id, sort_date, article_id);

-- Numbers that follow from rows ------------------------------------------------------------------------------------------------------

CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
    INSERT INTO timeline VALUES (new.sort_date, new.id);
    INSERT INTO state (article_id, sort_date) VALUES (new.id, new.sort_date);
    UPDATE counts SET n = n + 1 WHERE name = 'articles';
    UPDATE counts SET n = n + 1 WHERE name = 'analysed' AND new.status = 1;
    UPDATE counts SET n = n + 1 WHERE name = 'failed' AND new.status = 2;
    INSERT INTO days (day, part, n) VALUES (substr(new.sort_date, 1, 10), CASE new.sort_date WHEN '' THEN new.id >> 12 ELSE 0 END, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO outlets VALUES (new.outlet_key, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
    DELETE FROM timeline WHERE sort_date = old.sort_date AND article_id = old.id;
    UPDATE counts SET n = n - 1 WHERE name = 'articles';
    UPDATE counts SET n = n - 1 WHERE name = 'analysed' AND old.status = 1;
    UPDATE counts SET n = n - 1 WHERE name = 'failed' AND old.status = 2;
    UPDATE days SET n = n - 1
        WHERE day = substr(old.sort_date, 1, 10) AND part = CASE old.sort_date WHEN '' THEN old.id >> 12 ELSE 0 END;
    UPDATE outlets SET n = n - 1 WHERE outlet_key = old.outlet_key;
    UPDATE counts SET n = n + 1 WHERE name = 'change';
    INSERT INTO removed SELECT n, old.id FROM counts WHERE name = 'change';
END;

CREATE TRIGGER article_dated AFTER UPDATE OF sort_date ON articles WHEN old.sort_date <> new.sort_date BEGIN
    UPDATE days SET n = n - 1
        WHERE day = substr(old.sort_date, 1, 10) AND part = CASE old.sort_date WHEN '' THEN old.id >> 12 ELSE 0 END;
    INSERT INTO days (day, part, n) VALUES (substr(new.sort_date, 1, 10), CASE new.sort_date WHEN '' THEN new.id >> 12 ELSE 0 END, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    UPDATE timeline SET sort_date = new.sort_date WHERE sort_date = old.sort_date AND article_id = new.id;
    UPDATE state SET sort_date = new.sort_date WHERE article_id = new.id;
    UPDATE copies SET sort_date = new.sort_date WHERE article_id = new.id;
    UPDATE article_entities SET sort_date = new.sort_date WHERE article_id = new.id;
    UPDATE quotes SET sort_date = new.sort_date WHERE article_id = new.id;
    UPDATE quote_mentions SET sort_date = new.sort_date WHERE article_id = new.id;
END;

CREATE TRIGGER article_moved AFTER UPDATE OF outlet_key ON articles WHEN old.outlet_key <> new.outlet_key BEGIN
    UPDATE outlets SET n = n - 1 WHERE outlet_key = old.outlet_key;
    INSERT INTO outlets VALUES (new.outlet_key, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER article_analysed AFTER UPDATE OF status ON articles WHEN old.status <> new.status BEGIN
    UPDATE counts SET n = n + (new.status = 1) - (old.status = 1) WHERE name = 'analysed';
    UPDATE counts SET n = n + (new.status = 2) - (old.status = 2) WHERE name = 'failed';
END;

CREATE TRIGGER state_changed AFTER UPDATE OF read_at, starred ON state BEGIN
    UPDATE counts SET n = n + (new.read_at IS NOT NULL) - (old.read_at IS NOT NULL) WHERE name = 'read';
    UPDATE counts SET n = n + new.starred - old.starred WHERE name = 'starred';
END;

CREATE TRIGGER state_removed AFTER DELETE ON state BEGIN
    UPDATE counts SET n = n - (old.read_at IS NOT NULL) WHERE name = 'read';
    UPDATE counts SET n = n - old.starred WHERE name = 'starred';
END;

CREATE TRIGGER hidden_changed AFTER UPDATE OF read_at, hidden, sort_date ON state WHEN old.hidden OR new.hidden BEGIN
    UPDATE counts SET n = n + new.hidden - old.hidden WHERE name = 'hidden';
    UPDATE counts SET n = n + (new.hidden AND new.read_at IS NOT NULL) - (old.hidden AND old.read_at IS NOT NULL) WHERE name = 'hidden_read';
    UPDATE days SET hidden = hidden - old.hidden
        WHERE day = substr(old.sort_date, 1, 10) AND part = CASE old.sort_date WHEN '' THEN old.article_id >> 12 ELSE 0 END;
    UPDATE days SET hidden = hidden + new.hidden
        WHERE day = substr(new.sort_date, 1, 10) AND part = CASE new.sort_date WHEN '' THEN new.article_id >> 12 ELSE 0 END;
END;

CREATE TRIGGER hidden_removed AFTER DELETE ON state WHEN old.hidden BEGIN
    UPDATE counts SET n = n - 1 WHERE name = 'hidden' OR name = 'hidden_read' AND old.read_at IS NOT NULL;
    UPDATE days SET hidden = hidden - 1
        WHERE day = substr(old.sort_date, 1, 10) AND part = CASE old.sort_date WHEN '' THEN old.article_id >> 12 ELSE 0 END;
END;

-- Who comes to a group hides the lesser of itself and the newest there; who leaves it shows again the lesser of itself and the newest left.
CREATE TRIGGER copy_added AFTER INSERT ON copies BEGIN
    UPDATE state SET hidden = 1 WHERE article_id = (
        SELECT CASE WHEN (o.sort_date, o.article_id) < (new.sort_date, new.article_id) THEN o.article_id ELSE new.article_id END
        FROM copies AS o WHERE o.group_id = new.group_id AND o.article_id <> new.article_id ORDER BY o.sort_date DESC, o.article_id DESC LIMIT 1
    );
END;

CREATE TRIGGER copy_removed AFTER DELETE ON copies BEGIN
    UPDATE state SET hidden = 0 WHERE article_id = (
        SELECT CASE WHEN (o.sort_date, o.article_id) < (old.sort_date, old.article_id) THEN o.article_id ELSE old.article_id END
        FROM copies AS o WHERE o.group_id = old.group_id AND o.article_id <> old.article_id ORDER BY o.sort_date DESC, o.article_id DESC LIMIT 1
    );
END;

CREATE TRIGGER copy_moved AFTER UPDATE OF group_id, sort_date ON copies BEGIN
    UPDATE state SET hidden = 0 WHERE article_id = (
        SELECT CASE WHEN (o.sort_date, o.article_id) < (old.sort_date, old.article_id) THEN o.article_id ELSE old.article_id END
        FROM copies AS o WHERE o.group_id = old.group_id AND o.article_id <> old.article_id ORDER BY o.sort_date DESC, o.article_id DESC LIMIT 1
    );
    UPDATE state SET hidden = 1 WHERE article_id = (
        SELECT CASE WHEN (o.sort_date, o.article_id) < (new.sort_date, new.article_id) THEN o.article_id ELSE new.article_id END
        FROM copies AS o WHERE o.group_id = new.group_id AND o.article_id <> new.article_id ORDER BY o.sort_date DESC, o.article_id DESC LIMIT 1
    );
END;

-- An entity counts an article once, whichever of the article's own entities joined it. The + keeps SQLite from looking that up by the
-- entity, which may have tens of thousands of articles.
CREATE TRIGGER article_entity_added AFTER INSERT ON article_entities BEGIN
    UPDATE entities SET mentions = mentions + new.mentions, articles = articles + NOT EXISTS (
            SELECT 1 FROM article_entities
            WHERE article_id = new.article_id AND +entity_id = new.entity_id AND local <> new.local
        ) WHERE id = new.entity_id;
END;

CREATE TRIGGER article_entity_removed AFTER DELETE ON article_entities BEGIN
    UPDATE entities SET mentions = mentions - old.mentions, articles = articles - NOT EXISTS (
            SELECT 1 FROM article_entities WHERE article_id = old.article_id AND +entity_id = old.entity_id
        ) WHERE id = old.entity_id;
END;

CREATE TRIGGER article_entity_moved AFTER UPDATE OF entity_id ON article_entities WHEN old.entity_id <> new.entity_id BEGIN
    UPDATE entities SET mentions = mentions - old.mentions, articles = articles - NOT EXISTS (
            SELECT 1 FROM article_entities WHERE article_id = old.article_id AND +entity_id = old.entity_id
        ) WHERE id = old.entity_id;
    UPDATE entities SET mentions = mentions + new.mentions, articles = articles + NOT EXISTS (
            SELECT 1 FROM article_entities
            WHERE article_id = new.article_id AND +entity_id = new.entity_id AND local <> new.local
        ) WHERE id = new.entity_id;
END;

CREATE TRIGGER quote_added AFTER INSERT ON quotes WHEN new.entity_id IS NOT NULL BEGIN
    UPDATE entities SET quotes = quotes + 1 WHERE id = new.entity_id;
END;

CREATE TRIGGER quote_removed AFTER DELETE ON quotes WHEN old.entity_id IS NOT NULL BEGIN
    UPDATE entities SET quotes = quotes - 1 WHERE id = old.entity_id;
END;

CREATE TRIGGER quote_moved AFTER UPDATE OF entity_id ON quotes BEGIN
    UPDATE entities SET quotes = quotes - 1 WHERE id = old.entity_id;
    UPDATE entities SET quotes = quotes + 1 WHERE id = new.entity_id;
END;
