/**
 * Makes texts from plans and programs safe to show: secrets are masked, characters that control a terminal or a CI
 * system are inert, and shortened texts keep whole characters. Every package may use this one; it uses none.
 */
package io.github.qisaws.text;
