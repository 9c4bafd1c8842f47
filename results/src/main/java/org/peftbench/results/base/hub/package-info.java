/**
 * Files of the Hugging Face hub, fetched into the cache that Python's {@code huggingface_hub} keeps
 * too, so that neither downloads what the other has.
 *
 * <p>A {@link org.peftbench.results.base.hub.HubRepository} at a revision is a {@link
 * org.peftbench.results.base.hub.HubSnapshot}: one commit and the size and digest of each file in
 * it. {@link org.peftbench.results.base.hub.HubClient} asks for it and fetches files: what was cut
 * off or fell silent goes on where it ended, what fails for now is tried again, and a file appears
 * under its name only when its size and digest are right. The access token goes to the endpoint and
 * nowhere else.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.results.base.hub;
