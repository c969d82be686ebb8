#include "cli/replay.h"

#include "cli/cli.h"

static int read_decisions(cli_replay *replay)
{
    ocrmend_error error = {OCRMEND_OK};

    replay->decided = ocrmend_decisions_read((ocrmend_source){cli_input_read, &replay->decisions},
                                             ocrmend_checksum(replay->raw.bytes, replay->raw.len), &error);
    if (replay->decided)
        return CLI_OK;
    return error.status == OCRMEND_SINK ? cli_input_failed(&replay->decisions)
                                        : cli_library_error(replay->decisions.name, &error);
}

int cli_replay_open(cli_replay *replay, const char *raw, const char *log, const char *decisions)
{
    *replay = CLI_REPLAY_NONE;
    if (!cli_file_open(&replay->raw, raw) || (log && !cli_input_open(&replay->log, log, -1)) ||
        (decisions && !cli_input_open(&replay->decisions, decisions, -1)))
        return CLI_IO;
    return decisions ? read_decisions(replay) : CLI_OK;
}

void cli_replay_close(cli_replay *replay)
{
    ocrmend_decisions_free(replay->decided);
    cli_input_close(&replay->log);
    cli_input_close(&replay->decisions);
    cli_file_close(&replay->raw);
}

int cli_replay_run(cli_replay *replay, ocrmend *run, bool *sink)
{
    const ocrmend_error *error = ocrmend_last_error(run);
    ocrmend_status status = OCRMEND_OK;

    *sink = false;
    if (replay->log.name)
        status = ocrmend_replay(run, (ocrmend_source){cli_input_read, &replay->log}, replay->decided);
    if (status == OCRMEND_OK)
        status = ocrmend_feed(run, replay->raw.bytes, replay->raw.len);
    if (status == OCRMEND_OK)
        status = ocrmend_finish(run);
    switch (status) {
    case OCRMEND_OK:
        return CLI_OK;
    case OCRMEND_SINK:
        if (replay->log.error)
            return cli_input_failed(&replay->log);
        *sink = true;
        return CLI_IO;
    case OCRMEND_BAD_LOG:
        return cli_library_error(replay->log.name, error);
    case OCRMEND_BAD_DECISIONS:
        return cli_library_error(replay->decisions.name, error);
    default:
        return cli_library_error(replay->raw.name, error);
    }
}
