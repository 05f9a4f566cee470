namespace Papers.LocalHosting.Running;

/// <summary>Nothing was started, for a reason that a person can do something about. The message says what.</summary>
public sealed class CannotStartException(string message) : Exception(message);
