using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;

namespace JsHrss.Benchmarks.Planting;

/// <summary>Table and columns of a row class, as its attributes tell them.</summary>
internal sealed class RowShape(Type type)
{
    private readonly PropertyInfo[] _columns = [.. type.GetProperties().Where(property => property.GetCustomAttribute<ColumnAttribute>() is not null)];

    public string Table { get; } = type.GetCustomAttribute<TableAttribute>()!.Name;

    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.GetCustomAttribute<ColumnAttribute>()!.Name!)];

    public object?[] ValuesOf(object row) => [.. _columns.Select(column => column.GetValue(row))];
}
