/* dictfile.h - dictionaries in files, compiled or as source. */
#ifndef CLI_DICTFILE_H
#define CLI_DICTFILE_H

#include "ocrmend.h"

/* A file in memory. */
typedef struct {
    const char *name;   /* for messages */
    uint8_t *bytes;     /* aligned to 8 */
    size_t len;
    size_t mapped;      /* length of the mapping; 0: allocated */
} cli_file;

/* Map the file, or read it where it cannot be mapped ("-" is standard input).  A message tells of a failure. */
bool cli_file_open(cli_file *file, const char *path);
void cli_file_close(cli_file *file);

/* Rows of sources that were refused or said twice. */
typedef struct {
    unsigned long told, more, refused;
    bool quiet;         /* tell none */
} cli_dict_notes;

/* See of ocrmend_dict_builder_new, with cli_dict_notes: tell the first of them. */
void cli_dict_note(void *notes, const ocrmend_dict_note *note);
/* Tell how many more there were. */
void cli_dict_notes_end(const cli_dict_notes *notes);

/* Say what the library said of a dictionary: "ocrmend: FILE: line N: ...".  Returns the exit status. */
int cli_dict_error(const char *file, const ocrmend_error *error);

typedef struct {
    cli_file file;      /* of a compiled one: must stay open as long as it */
    ocrmend_dict *dict;
} cli_dict;

/* Open a dictionary, compiled or source; `from`: the charset of a source.  false: a message has told why, and *status is
 * the exit status. */
bool cli_dict_open(cli_dict *dict, const char *path, const char *from, cli_dict_notes *notes, int *status);
void cli_dict_close(cli_dict *dict);

#endif
