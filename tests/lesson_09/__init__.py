"""Tests of lesson 09."""
