//! What every engine keeps to. A test takes an empty, migrated store.

mod commits;
mod erasures;
mod figures;
mod incoming;
mod lists;
mod people;
mod read_ins;
mod rebuilds;
mod seals;
mod searches;

/// Runs each test of the suite on each engine: on SQLite as a test of its own, on PostgreSQL together, so
/// that one cluster serves them all.
macro_rules! suite {
    ($($module:ident: $($test:ident),+;)+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let dir = crate::support::TempDir::new();
                    let store = crate::support::sqlite(&dir).await;
                    super::$module::$test(&store).await;
                }
            )+)+
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn postgres_keeps_the_same_contract() {
            let Some(cluster) = store::testing::Cluster::start() else {
                return;
            };
            // All at once: they wait for the disk more than for the processor.
            let mut running = Vec::new();
            let url = cluster.database("erasures").await;
            let data = cluster.data().join("base");
            running.push(("nothing_of_what_was_erased_is_left", tokio::spawn(async move {
                let store = migrated(&url).await;
                erasures::nothing_of_what_was_erased_is_left(&store, &data).await;
            })));
            $($(
                let url = cluster.database(stringify!($test)).await;
                running.push((stringify!($test), tokio::spawn(async move {
                    let store = migrated(&url).await;
                    $module::$test(&store).await;
                })));
            )+)+
            let mut failed = Vec::new();
            for (name, test) in running {
                if test.await.is_err() {
                    failed.push(name);
                }
            }
            assert_eq!(failed, [""; 0], "failed on PostgreSQL");
        }
    };
}

/// An empty PostgreSQL database, ready.
async fn migrated(url: &str) -> store::Store {
    let store = store::Store::open(url).await.unwrap();
    store.migrate().await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_what_was_erased_is_left() {
    let dir = crate::support::TempDir::new();
    let store = crate::support::sqlite(&dir).await;
    erasures::nothing_of_what_was_erased_is_left(&store, dir.path()).await;
}

suite! {
    commits: a_commit_is_read_back_as_it_was, a_stream_that_has_moved_is_a_conflict,
        several_streams_are_committed_together_or_not_at_all, the_same_key_is_committed_once,
        one_failing_command_leaves_the_others_of_its_group,
        a_large_file_is_whole_and_only_for_readers;
    lists: absent_and_forbidden_are_the_same, a_list_is_the_filter_of_all_cases,
        pages_hold_every_case_once, a_count_stops_at_a_hundred, a_cursor_tells_no_number;
    people: a_notice_of_a_case_that_may_not_be_read_is_not_shown, a_session_ends,
        a_pass_is_good_for_one_use_in_its_time, a_reply_address_stands_for_its_case,
        what_became_of_a_letter_is_told_to_readers, a_feed_has_one_address,
        a_draft_is_kept_until_it_is_sent, outgoing_mail_is_taken_once, a_reading_is_recorded;
    incoming: a_message_is_kept_whole_and_once,
        a_message_to_a_case_is_for_the_readers_of_the_case;
    seals: sealing_gives_every_event_its_place_once, an_untouched_log_verifies,
        every_kind_of_tampering_is_found, a_rewritten_log_is_found_by_a_checkpoint_from_outside,
        a_forged_checkpoint_is_found, sealing_keeps_up_with_writers;
    searches: words_are_matched_and_shown_only_for_who_may_read_them,
        every_term_must_be_found_and_the_last_by_its_beginning,
        a_search_finds_what_a_filter_of_all_cases_finds;
    figures: figures_count_what_lists_show, a_release_counts_all_but_what_is_kept_from_somebody;
    rebuilds: a_rebuild_gives_the_same_rows, a_rebuild_writes_the_cases_that_differ_and_no_other;
    read_ins: a_council_read_in_is_the_same_and_only_into_nothing;
    erasures: a_ledger_erases_a_restored_copy_again;
}
