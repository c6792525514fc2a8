// The search that mdBook brings looks up words between blanks and drops Chinese characters, so no Chinese term is found.
// The search index holds the text of every page, though: look for the term itself there.
(() => {
    if (typeof elasticlunr === 'undefined') {
        return;
    }

    const BEFORE = 30;
    const AFTER = 90;

    /** Titles weigh more than the chapter's name, and that more than the text; none where a term is missing. */
    function score(doc, terms) {
        const [title, chapter, body] = [doc.title, doc.breadcrumbs, doc.body].map(text => text.toLowerCase());
        const scores = terms.map(term =>
            100 * (title === term) + 10 * title.includes(term) + 5 * chapter.includes(term) + body.includes(term));
        return scores.includes(0) ? 0 : scores.reduce((sum, one) => sum + one, 0);
    }

    /** The text about the first place of a term, each term set off by blanks so that it is marked. */
    function excerpt(body, terms) {
        const text = body.toLowerCase();
        const places = terms.map(term => text.indexOf(term)).filter(place => place >= 0);
        const start = Math.max(0, Math.min(...places, body.length) - BEFORE);
        const cut = places.length === 0 ? body.slice(0, AFTER) : body.slice(start, start + BEFORE + AFTER);
        const spaced = terms.reduce((rest, term) => rest.toLowerCase().split(term).join(` ${term} `), cut);
        return spaced.length < body.length ? `${spaced} …` : spaced;
    }

    function find(docs, words) {
        const terms = words.toLowerCase().split(/\s+/).filter(term => term !== '');
        return docs
            .map(doc => ({ ref: doc.id, score: score(doc, terms), doc }))
            .filter(result => result.score > 0)
            .sort((one, other) => other.score - one.score)
            .map(result => ({ ...result, doc: { ...result.doc, body: excerpt(result.doc.body, terms) } }));
    }

    elasticlunr.Index.prototype.search = function search(words) {
        return find(Object.values(this.documentStore.docs), words);
    };

    // A page that opens with a search in its address may have searched before this script was there: search anew, by way of another term,
    // since the same one would be passed over.
    const bar = document.getElementById('mdbook-searchbar');
    const term = bar.value;
    if (term !== '') {
        for (const value of [`${term} ${term}`, term]) {
            bar.value = value;
            bar.dispatchEvent(new Event('keyup'));
        }
    }
})();
