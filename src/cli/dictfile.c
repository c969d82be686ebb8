#include "cli/dictfile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/input.h"

enum { NOTES = 20, PIECE = 1 << 16 };

/* --- files -------------------------------------------------------------------------------------------------------- */

static bool read_all(cli_file *file, cli_input *in)
{
    size_t room = 0;

    for (;;) {
        ptrdiff_t got;

        if (room - file->len < PIECE) {
            uint8_t *bytes = realloc(file->bytes, room = 2 * room + PIECE);

            if (!bytes) {
                cli_message("%s: out of memory", file->name);
                return false;
            }
            file->bytes = bytes;
        }
        got = cli_input_read(in, file->bytes + file->len, room - file->len);
        if (got < 0)
            cli_input_failed(in);
        if (got <= 0)
            return got == 0;
        file->len += (size_t)got;
    }
}

bool cli_file_open(cli_file *file, const char *path)
{
    cli_input in;
    bool ok = true;

    *file = (cli_file){NULL, NULL, 0, 0};
    if (!cli_input_open(&in, path, -1))
        return false;
    file->name = in.name;
    if (in.size && in.size <= SIZE_MAX) {
        void *p = mmap(NULL, (size_t)in.size, PROT_READ, MAP_PRIVATE, in.fd, 0);

        if (p != MAP_FAILED) {
            file->bytes = p;
            file->len = file->mapped = (size_t)in.size;
        }
    }
    if (!file->mapped)
        ok = read_all(file, &in);
    cli_input_close(&in);
    if (!ok)
        cli_file_close(file);
    return ok;
}

void cli_file_close(cli_file *file)
{
    if (file->mapped)
        munmap(file->bytes, file->mapped);
    else
        free(file->bytes);
    file->bytes = NULL;
    file->len = file->mapped = 0;
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

void cli_dict_note(void *notes_, const ocrmend_dict_note *note)
{
    cli_dict_notes *notes = notes_;

    notes->refused += note->refused;
    if (notes->quiet)
        return;
    if (notes->told == NOTES) {
        notes->more++;
        return;
    }
    notes->told++;
    cli_message("%s: line %llu: %s%s", note->source, (unsigned long long)note->line, note->message,
                note->refused ? "; the row is left out" : "");
}

void cli_dict_notes_end(const cli_dict_notes *notes)
{
    if (notes->more)
        cli_message("and %lu more rows like these", notes->more);
}

int cli_dict_error(const char *file, const ocrmend_error *error)
{
    if (error->status != OCRMEND_BAD_DICT)
        return cli_library_error(file, error);
    if (error->line)
        cli_message("%s: line %llu: %s", file, (unsigned long long)error->line, error->message);
    else
        cli_message("%s: %s", file, error->message);
    return CLI_TEXT;
}

/* --- dictionaries ------------------------------------------------------------------------------------------------- */

static ocrmend_dict *compile(const cli_file *file, const char *from, cli_dict_notes *notes, ocrmend_error *error)
{
    ocrmend_dict_builder *builder = ocrmend_dict_builder_new(cli_dict_note, notes);
    ocrmend_dict *dict = NULL;

    if (!builder) {
        error->status = OCRMEND_NOMEM;
        strcpy(error->message, "out of memory");
        return NULL;
    }
    if (ocrmend_dict_add(builder, file->name, from, file->bytes, file->len, error) == OCRMEND_OK)
        dict = ocrmend_dict_compile(builder, error);
    ocrmend_dict_builder_free(builder);
    return dict;
}

bool cli_dict_open(cli_dict *dict, const char *path, const char *from, cli_dict_notes *notes, int *status)
{
    ocrmend_error error = {OCRMEND_OK};

    dict->dict = NULL;
    if (!cli_file_open(&dict->file, path)) {
        *status = CLI_IO;
        return false;
    }
    if (ocrmend_dict_is_compiled(dict->file.bytes, dict->file.len)) {
        dict->dict = ocrmend_dict_open(dict->file.bytes, dict->file.len, &error);
    } else {
        dict->dict = compile(&dict->file, from, notes, &error);
    }
    if (dict->dict)
        return true;
    *status = cli_dict_error(dict->file.name, &error);
    cli_file_close(&dict->file);
    return false;
}

void cli_dict_close(cli_dict *dict)
{
    ocrmend_dict_close(dict->dict);
    dict->dict = NULL;
    cli_file_close(&dict->file);
}
