/**
 * The frozen backbones.
 *
 * <p>A {@link org.peftbench.models.Backbone} publishes its adaptable places as {@link
 * org.peftbench.models.Site}s and runs with {@link org.peftbench.models.Taps} hung on some of them.
 * It never knows which method hung them, and a method never knows which architecture it sits on.
 * Names of weights are those of Hugging Face checkpoints.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models;
