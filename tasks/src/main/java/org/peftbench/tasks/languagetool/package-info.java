/**
 * The example sentences of LanguageTool's English grammar rules, read from the file that the
 * library language-en carries.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.tasks.languagetool;
